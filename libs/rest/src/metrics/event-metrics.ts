import { SignIn } from '@castellan/accounts';
import { AuthEvents, SecurityIncidents } from '@castellan/log';
import { Injectable } from '@nestjs/common';
import { Registry } from 'prom-client';
import { by, readAtScrape } from './read-at-scrape.js';

/** Attempts, sign-ins and incidents. */
@Injectable()
export class EventMetrics {
  constructor(registry: Registry, events: AuthEvents, incidents: SecurityIncidents, signIn: SignIn) {
    readAtScrape(registry, [
      {
        type: 'counter',
        name: 'castellan_auth_events_total',
        help: 'Attempts by event and status.',
        labelNames: ['event', 'status'],
        read: () => events.counts().map(({ event, status, count }) => [{ event, status }, count]),
      },
      { type: 'gauge', name: 'castellan_auth_events_waiting', help: 'Events not written yet.', read: () => events.backlog().waiting },
      {
        type: 'counter',
        name: 'castellan_auth_events_dropped_total',
        help: 'Events lost because the database was away for too long.',
        read: () => events.backlog().dropped,
      },
      {
        type: 'counter',
        name: 'castellan_sign_ins_total',
        help: 'Sign-ins that succeeded, by their factors.',
        labelNames: ['factor', 'second_factor'],
        read: () => signIn.counts().map(({ factor, secondFactor, count }) => [{ factor, second_factor: secondFactor }, count]),
      },
      {
        type: 'counter',
        name: 'castellan_security_incidents_total',
        help: 'Incidents raised by this process.',
        labelNames: ['kind'],
        read: () => by('kind', incidents.counts()),
      },
    ]);
  }
}
