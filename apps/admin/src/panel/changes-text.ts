/** What an audit row says changed, as people read it: `name: Support → Help; members: 3 → 0`. */
export function changesAsText(changes: unknown): string {
  const fields: unknown = typeof changes === 'string' ? JSON.parse(changes) : changes;
  if (typeof fields !== 'object' || fields === null) return '';
  return Object.entries(fields)
    .map(([field, [before, after]]: [string, readonly [unknown, unknown]]) => `${field}: ${valueAsText(before)} → ${valueAsText(after)}`)
    .join('; ');
}

function valueAsText(value: unknown): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return '(nothing)';
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
