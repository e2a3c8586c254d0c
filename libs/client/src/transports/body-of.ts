/** A body as it is sent: one with a file is a form, any other JSON. */
export function bodyOf(body: unknown): FormData | string {
  if (body instanceof FormData) return body;
  if (!hasFile(body)) return JSON.stringify(body);
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) form.append(name, value as Blob | string); // what a form can hold
  return form;
}

function hasFile(body: unknown): body is object {
  return typeof body === 'object' && body !== null && Object.values(body).some((value) => value instanceof Blob);
}
