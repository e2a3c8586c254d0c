/** Whether the address is the path or below it. What is only like it (`//auth`, `/AUTH`, `/authors`) is the host's. */
export const isBelow = (path: string, url: string): boolean =>
  url.startsWith(path) && (url.length === path.length || url[path.length] === '/' || url[path.length] === '?');
