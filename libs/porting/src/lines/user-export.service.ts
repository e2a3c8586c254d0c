import { AccountPorting } from '@castellan/accounts';
import type { LocalOperator } from '@castellan/accounts';
import { Clock } from '@castellan/common';
import { Transaction } from '@castellan/data';
import { AuditLog } from '@castellan/log';
import { RightsPorting } from '@castellan/permissions';
import { Injectable } from '@nestjs/common';
import { UserParts } from '../merging/user-parts.service.js';
import type { PartName, UserPart } from '../merging/user-parts.service.js';
import type { PortedUser } from '../records/ported-user.js';
import { snakeCased } from './member-names.js';
import { LineSeal } from './sealing.js';
import { lineOf, secretsOf } from './user-line.js';

/** How users are handed on. */
export interface ExportOptions {
  readonly operator: LocalOperator;
  /** Seals password hashes, second factors, passkeys and identities; without it they are left out. At least 12 characters. */
  readonly passphrase?: string;
  /** Takes each line, without its end. */
  readonly write: (line: string) => Promise<void>;
}

const BATCH = 500;
const WITHOUT_SECRETS: readonly PartName[] = ['rights', 'profile', 'sources'];

/** Hands all users on as JSON lines, which `castellan import users` reads. Gives their number. */
@Injectable()
export class UserExport {
  constructor(
    private readonly accounts: AccountPorting,
    private readonly parts: UserParts,
    private readonly rights: RightsPorting,
    private readonly transaction: Transaction,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** As of one moment, however long it takes. The audit log has it before anybody is handed on: whoever cuts it short has been told of, too. */
  async run({ operator, passphrase, write }: ExportOptions): Promise<number> {
    const seal = passphrase === undefined ? null : await LineSeal.make(passphrase);
    await this.record(operator, seal !== null);
    return this.transaction.run(async () => {
      await this.transaction.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      this.transaction.noteReachedOut(); // what was written is written
      const header = { castellan_export: 1, created_at: this.clock.now(), groups: await this.rights.groups() };
      await write(JSON.stringify({ ...header, secrets: seal?.header(header) ?? null }));
      const count = await this.writeUsers(seal, write);
      await write(endLine(count, seal));
      return count;
    });
  }

  private async record({ context }: LocalOperator, isSealed: boolean): Promise<void> {
    const changes = { users: [null, await this.accounts.count()], sealed: [null, isSealed] } as const;
    await this.audit.record({ action: 'users.exported', target: { type: 'users', id: 'all' }, changes, context });
  }

  private async writeUsers(seal: LineSeal | null, write: ExportOptions['write']): Promise<number> {
    let count = 0;
    for (let last: string | null = null; ;) {
      const ids = await this.accounts.idsAfter(last, BATCH);
      if (ids.length === 0) return count;
      for (const user of await this.read(ids, seal !== null)) await write(written(user, seal));
      count += ids.length;
      last = ids.at(-1)!;
    }
  }

  private async read(ids: readonly string[], withSecrets: boolean): Promise<readonly PortedUser[]> {
    const accounts = await this.accounts.read(ids);
    const read: [string, UserPart, ReadonlyMap<string, unknown>][] = [];
    for (const [name, part] of Object.entries(this.parts.all))
      if (withSecrets || WITHOUT_SECRETS.includes(name as PartName)) read.push([name, part, await part.read(ids)]); // one connection
    return ids.flatMap((id) => {
      const account = accounts.get(id);
      const parts = Object.fromEntries(read.map(([name, part, values]) => [name, values.get(id) ?? part.nothing]));
      return account ? [{ row: id, id, externalId: null, account, ...parts }] : [];
    });
  }
}

function written(user: PortedUser, seal: LineSeal | null): string {
  const line = lineOf(user);
  return JSON.stringify({ ...line, ...(seal && { secrets: seal.seal(JSON.stringify(snakeCased(secretsOf(user))), line) }) });
}

function endLine(users: number, seal: LineSeal | null): string {
  const end = { end: true, users };
  return JSON.stringify({ ...end, ...(seal && { seal: seal.seal('', end) }) });
}
