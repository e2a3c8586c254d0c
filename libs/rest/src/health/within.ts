/** Resolves or rejects as `work` does, or rejects after `ms` milliseconds. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('There was no answer in time.')), ms);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}
