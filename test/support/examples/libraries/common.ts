import { domainError, SecretKeys, Vault } from '@castellan/common';

export class CardBlocked extends domainError('card_blocked', 'forbidden', 'This card is blocked.') {}

export class CardSafe {
  private readonly vault: Vault;

  constructor(secretKey: string) {
    this.vault = new Vault(new SecretKeys([secretKey]), 'cards/number');
  }

  /** Opens for this card alone: moved to another row it is worth nothing. */
  seal(cardId: string, number: string): string {
    return this.vault.seal(number, cardId);
  }

  open(cardId: string, sealed: string): string {
    return this.vault.open(sealed, cardId).toString();
  }
}
