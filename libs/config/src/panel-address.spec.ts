import { ConfigurationError } from './faults.js';
import { readPanel } from './panel-address.js';
import { Variables } from './variables.js';

const read = (url: string | undefined, publicUrl = 'http://localhost:3000') => {
  const variables = new Variables(url === undefined ? {} : { ADMIN_URL: url });
  const panel = readPanel(variables, publicUrl);
  variables.close();
  return panel;
};

describe(readPanel.name, () => {
  it.each([
    ['https://ops.example.com', { url: 'https://ops.example.com', path: '', secure: true }],
    ['https://ops.example.com:8443/', { url: 'https://ops.example.com:8443', path: '', secure: true }],
    ['HTTPS://Ops.example.com/castellan//', { url: 'https://ops.example.com/castellan', path: '/castellan', secure: true }],
    ['https://ops.example.com/tools/castellan', { url: 'https://ops.example.com/tools/castellan', path: '/tools/castellan', secure: true }],
    ['http://localhost:3001', { url: 'http://localhost:3001', path: '', secure: false }],
    [undefined, { url: null, path: '', secure: false }],
  ])('reads %s', (url, panel) => {
    expect(read(url)).toEqual(panel);
  });

  it('keeps the cookies of an https service on https where nothing is told', () => {
    expect(read(undefined, 'https://auth.example.com')).toEqual({ url: null, path: '', secure: true });
    expect(read('http://localhost:3001', 'https://auth.example.com').secure).toBe(false);
  });

  it.each([
    'http://ops.example.com',
    'https://ops.example.com/?a=b',
    'https://ops.example.com/#a',
    'https://user:word@ops.example.com',
    'ops.example.com/castellan',
    'javascript:alert(1)',
    'https://ops.example.com//evil.example',
    'https://ops.example.com/a b',
    'https://ops.example.com/"onclick="',
    "https://ops.example.com/'",
    'https://ops.example.com/:id',
    'https://ops.example.com/*rest',
    'https://ops.example.com/(a)',
    'https://ops.example.com/a;b',
    'https://ops.example.com/API/castellan',
    'https://ops.example.com/resources',
    'https://ops.example.com/a/../tools/castellan',
    'https://ops.example.com/c%61stellan',
    'http://localhost:3000/',
  ])('refuses %s', (url) => {
    expect(() => read(url)).toThrow(ConfigurationError);
  });
});
