/** What the panel's own pages add to the style of the others. */
export const PANEL_STYLE = `
form { text-align: left; }
.problem { color: var(--bad); }
.qr { display: block; margin: 0 auto 1rem; background: #ffffff; border-radius: 0.5rem; }
.secret { font-size: 0.9375rem; overflow-wrap: anywhere; }
.codes { margin: 0 0 1.5rem; padding: 0; list-style: none; display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem; }
.codes code { font-size: 0.9375rem; }
.aside { margin-top: 1rem; }
a { color: var(--accent); }
a.button {
  display: block; padding: 0.75rem 1rem; border-radius: 0.5rem;
  background: var(--accent); color: var(--on-accent); font-weight: 600; text-decoration: none;
}
`;
