import { Injectable } from '@nestjs/common';
import type { PortedPasskeys } from './ported-passkeys.js';
import { PortedPasskeysRepository } from './ported-passkeys.repository.js';

/** Passkeys of users who are brought along and handed on, many at once and in the caller's transaction. They open nothing where the domain is another. */
@Injectable()
export class PasskeysPorting {
  constructor(private readonly repository: PortedPasskeysRepository) {}

  async read(userIds: readonly string[]): Promise<ReadonlyMap<string, PortedPasskeys>> {
    return new Map((await this.repository.find(userIds)).map(({ userId, ...passkeys }) => [userId, passkeys]));
  }

  /** Puts them in the place of what there is; null takes them away. A credential or handle of somebody else's stays theirs: such are left out. */
  async write(values: ReadonlyMap<string, PortedPasskeys | null>): Promise<void> {
    if (values.size === 0) return;
    const rows = [...values].flatMap(([userId, passkeys]) => (passkeys ? [{ userId, ...passkeys }] : []));
    await this.repository.replace([...values.keys()], rows);
  }
}
