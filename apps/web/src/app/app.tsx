import { ErrorBoundary, LocationProvider, Route, Router } from 'preact-iso';
import { boot, href } from './boot.js';
import { ROUTES } from './routes.js';

/** Links to other pages of ours draw those; everything else is the browser's. A link that begins with `?` loads anew. */
const OURS = new RegExp(
  `^(?:${Object.keys(ROUTES)
    .map((path) => escaped(href(path)))
    .join('|')})/?(?:\\?|$)`,
);

/** All pages. */
export function App() {
  return (
    <LocationProvider scope={OURS}>
      <ErrorBoundary>
        <Router>
          {Object.entries(ROUTES).map(([path, page]) => (
            <Route key={path} path={boot.base + path} component={page} />
          ))}
        </Router>
      </ErrorBoundary>
    </LocationProvider>
  );
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
