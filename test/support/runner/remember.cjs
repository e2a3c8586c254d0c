/** Gives what puts an object's own properties back as they are now; the object is changed where it is. */
exports.remember = function remember(object, before = new Map(descriptorsOf(object))) {
  return () => {
    for (const key of Reflect.ownKeys(object)) if (!before.has(key)) Reflect.deleteProperty(object, key);
    for (const [key, descriptor] of before) putBack(object, key, descriptor);
  };
};

const descriptorsOf = (object) => Reflect.ownKeys(object).map((key) => [key, Reflect.getOwnPropertyDescriptor(object, key)]);
exports.descriptorsOf = descriptorsOf;

function putBack(object, key, before) {
  const now = Reflect.getOwnPropertyDescriptor(object, key);
  if (now && now.value === before.value && now.get === before.get) return;
  if (now?.writable && !now.configurable) object[key] = before.value;
  else Reflect.defineProperty(object, key, before);
}
