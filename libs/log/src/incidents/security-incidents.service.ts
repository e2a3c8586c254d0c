import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { Injectable, Logger } from '@nestjs/common';
import { AuthEvents } from '../auth-events.service.js';
import { INCIDENT_KINDS } from './incident.js';
import type { Incident, IncidentKind, IncidentThresholds } from './incident.js';
import { IncidentsRepository } from './incidents.repository.js';

/** Finds attacks that show only over many attempts: password spraying, credential stuffing, stolen refresh tokens, copied passkeys, floods of failures. */
@Injectable()
export class SecurityIncidents {
  private readonly logger = new Logger(SecurityIncidents.name);
  private readonly raised = new Map<IncidentKind, number>(INCIDENT_KINDS.map((kind) => [kind, 0]));

  constructor(
    private readonly repository: IncidentsRepository,
    private readonly events: AuthEvents,
    private readonly transaction: Transaction,
    private readonly clock: Clock,
  ) {}

  /**
   * Raises what has not been raised within the cool-down: an event `security_incident`, a line in the log, a count. `tell` is called for
   * each in the same transaction; of nodes that look at once, one raises it.
   */
  async detect(thresholds: IncidentThresholds, tell: (incident: Incident) => Promise<void>): Promise<readonly Incident[]> {
    await this.events.flush();
    return this.transaction.run(async () => {
      await this.repository.lock();
      const known = await this.repository.raisedSince(this.clock.in(-thresholds.coolDownMs));
      const found = await this.find(thresholds);
      const fresh = found.filter((incident) => !known.has(nameOf(incident)));
      for (const incident of fresh) await this.raise(incident, tell);
      return fresh;
    });
  }

  /** Raises what somebody else noticed, unless it was raised within the cool-down; `tell` as above. */
  async report(
    incident: Incident,
    { coolDownMs }: Pick<IncidentThresholds, 'coolDownMs'>,
    tell: (incident: Incident) => Promise<void>,
  ): Promise<void> {
    await this.events.flush();
    await this.transaction.run(async () => {
      await this.repository.lock();
      const known = await this.repository.raisedSince(this.clock.in(-coolDownMs));
      if (!known.has(nameOf(incident))) await this.raise(incident, tell);
    });
  }

  /** How many of each kind this process has raised. */
  counts(): ReadonlyMap<IncidentKind, number> {
    return this.raised;
  }

  private async find(thresholds: IncidentThresholds): Promise<readonly Incident[]> {
    const since = this.clock.in(-thresholds.windowMs);
    const of = (kind: IncidentKind, counted: readonly Omit<Incident, 'kind'>[]): readonly Incident[] =>
      counted.map(({ target, count }) => ({ kind, target, count }));
    return [
      ...of('many_accounts', await this.repository.manyAccounts(since, thresholds)),
      ...of('many_addresses', await this.repository.manyAddresses(since, thresholds)),
      ...of('refresh_reuse', await this.repository.reuses(since, thresholds)),
      ...of('guessed_second_factor', await this.repository.guessedSignIns(since, thresholds)),
      ...of('copied_passkey', await this.repository.copiedPasskeys(since, thresholds)),
      ...(await this.spike(thresholds)),
    ];
  }

  private async spike({ windowMs, failures, spikeFactor }: IncidentThresholds): Promise<readonly Incident[]> {
    const { recent, usual } = await this.repository.failures(this.clock.now(), windowMs);
    return recent >= failures && recent >= spikeFactor * usual ? [{ kind: 'failure_spike', target: '', count: recent }] : [];
  }

  private async raise(incident: Incident, tell: (incident: Incident) => Promise<void>): Promise<void> {
    const { kind, target, count } = incident;
    const context = { ip: kind === 'many_accounts' ? target : '', userAgent: null, traceId: '' };
    await this.events.record({ event: 'security_incident', status: 'failure', reason: kind, identifier: target, context });
    await tell(incident);
    this.transaction.afterCommit(() => {
      this.raised.set(kind, (this.raised.get(kind) ?? 0) + 1);
      // an account that nobody has is named by what was typed, which is not for a log
      this.logger.warn(`Security incident ${kind}: ${count}${kind === 'many_accounts' ? ` from ${target}` : ''}. Its event tells more.`);
    });
  }
}

function nameOf({ kind, target }: Incident): string {
  return `${kind} ${target}`;
}
