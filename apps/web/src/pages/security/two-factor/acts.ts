/** What an act on the second factor came to. */
export interface TwoFactorActs {
  readonly onBegin: () => void;
  readonly onCodes: (codes: readonly string[], told: string) => void;
  readonly onAppAdded: () => void;
  readonly onTurnedOff: () => void;
}
