// Serves the pages, and of node_modules what they import: nothing is bundled, so that what you read is what runs.
//   npm start        CASTELLAN_URL and PORT as below
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';

const { CASTELLAN_URL = 'http://localhost:3000', PORT = '5173' } = process.env;
const TYPES = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript' };
const SETTINGS = `export const CASTELLAN_URL = ${JSON.stringify(CASTELLAN_URL)};`;

createServer(async (request, response) => {
  const { pathname } = new URL(request.url, 'http://localhost'); // without any ../, which URL has taken out
  const type = TYPES[extname(pathname)] ?? 'text/html';
  const file = pathname.startsWith('/node_modules/') ? pathname : `/public${pathname === '/' ? '/index.html' : pathname}`;
  try {
    const body = pathname === '/settings.js' ? SETTINGS : await readFile(new URL(`.${file}`, import.meta.url));
    response.writeHead(200, { 'content-type': `${type}; charset=utf-8` }).end(body);
  } catch {
    response.writeHead(404).end('Not found');
  }
}).listen(Number(PORT), () => console.log(`http://localhost:${PORT}, a front end of ${CASTELLAN_URL}`));
