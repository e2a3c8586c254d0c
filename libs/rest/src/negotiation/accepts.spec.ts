import { namesType } from './accepts.js';

describe(namesType.name, () => {
  it.each([
    ['application/json', true],
    ['text/html, APPLICATION/JSON;charset=utf-8', true],
    ['application/json;q=0.001', true],
    ['application/json;q=0', false],
    ['application/json; q=0.000, */*', false],
    ['application/json ; Q=0., text/html', false],
    ['*/*', false],
    ['application/*', false],
    ['application/json-seq', false],
    ['', false],
    [undefined, false],
  ])('reads %s as %s', (accept, named) => expect(namesType(accept, 'application/json')).toBe(named));
});
