import { displayName } from './display-name.js';

describe(displayName.name, () => {
  it.each([
    // docs/reference/contract.md#sources, one of each rule
    ['https://example.com/?utm_source=facebook&utm_campaign=spring', 'Facebook - Spring Campaign'],
    ['https://example.com/?utm_source=facebook', 'Facebook'],
    ['https://dashboard.example.com/', 'Dashboard'],
    ['https://example.com/dashboard/home', 'Dashboard'],
    ['https://example.com/register', 'Website Registration'],
    ['https://example.com/signup/', 'Website Registration'],
    ['https://example.com/sign-up', 'Website Registration'],
    ['https://www.example.com/about', 'example.com'],
    // the first rule that applies
    ['https://dashboard.example.com/register?utm_source=facebook', 'Facebook'],
    ['https://dashboard.example.com/register', 'Dashboard'],
    ['https://example.com/register?utm_campaign=spring', 'Website Registration'],
    ['https://example.com/?utm_campaign=spring', 'example.com'],
    // parameters
    ['https://example.com/?utm_source=google+ads&utm_campaign=back%20to%20school', 'Google Ads - Back To School Campaign'],
    ['https://example.com/?utm_source=google_ads&utm_campaign=summer__sale_', 'Google Ads - Summer Sale Campaign'],
    ['https://example.com/?utm_source=a%2Bb&utm_campaign=50%25', 'A+b - 50% Campaign'],
    ['https://example.com/?utm_source=%E0%A4%A&utm_campaign=%zz', '\ufffd%A - %zz Campaign'],
    ['https://example.com/?utm_source=first&utm_source=second', 'First'],
    ['https://example.com/?utm_source=&utm_source=second', 'Second'],
    ['https://example.com/?utm_source=%20&utm_campaign=x', 'example.com'],
    ['https://example.com/?UTM_SOURCE=TikTok', 'TikTok'],
    ['https://example.com/?utm_source=mail&utm_campaign=spring_campaign', 'Mail - Spring Campaign'],
    ['https://example.com/?utm_source=zürich&utm_campaign=ärzte', 'Zürich - Ärzte Campaign'],
    ['https://example.com/?utm_source=a%00%0A%1B[2Jb%E2%80%AEc', 'A [2Jb C'],
    [`https://example.com/?utm_source=${'x'.repeat(1_000)}`, `X${'x'.repeat(58)}…`],
    // places
    ['https://my.dashboard.example.com/', 'Dashboard'],
    ['https://mydashboard.example.com/', 'mydashboard.example.com'],
    ['https://example.dashboard/', 'example.dashboard'],
    ['https://example.com/Dashboard', 'Dashboard'],
    ['https://example.com/REGISTER', 'Website Registration'],
    ['https://example.com/register/step-2', 'Website Registration'],
    ['https://example.com/registered-users', 'example.com'],
    ['https://example.com/blog/register', 'example.com'],
    // hosts
    ['https://WWW.EXAMPLE.COM/', 'example.com'],
    ['https://www.example.com./', 'example.com'],
    ['https://www.com/', 'www.com'],
    ['https://www2.example.com/', 'www2.example.com'],
    ['http://localhost:5173/', 'localhost:5173'],
    ['https://example.com:443/', 'example.com'],
    ['http://[2001:db8::1]/', '[2001:db8::1]'],
    ['http://[::1]:8080/', '[::1]:8080'],
    ['http://192.0.2.7/', '192.0.2.7'],
    ['https://xn--bcher-kva.example/', 'bücher.example'],
    ['https://www.bücher.example/', 'bücher.example'],
    [`https://${'a'.repeat(60)}.${'b'.repeat(60)}.example/`, `${'a'.repeat(59)}…`],
    // what is never kept
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['not a url', 'not a url'],
    [`?${'x'.repeat(10_000)}`, `?${'x'.repeat(58)}…`],
  ])('calls %s %s', (url, name) => {
    expect(displayName(url, null)).toBe(name);
  });

  it('takes what an operator calls it before anything else, unless that is blank', () => {
    const url = 'https://dashboard.example.com/?utm_source=facebook';
    expect(displayName(url, ' Our partners ')).toBe('Our partners');
    expect(displayName(url, '  ')).toBe('Facebook');
  });
});
