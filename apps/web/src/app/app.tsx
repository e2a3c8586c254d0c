import { ErrorBoundary, LocationProvider, Route, Router } from 'preact-iso';
import { Arrivals } from './arrivals.js';
import { boot } from './boot.js';
import { OURS, ROUTES } from './routes.js';

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
      <Arrivals />
    </LocationProvider>
  );
}
