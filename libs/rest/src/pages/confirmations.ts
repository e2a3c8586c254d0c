/** What a mailed link confirms: by the page that it leads to, and by the path of the API that the page posts to. */
export interface Confirmation {
  readonly page: string;
  readonly apiPath: string;
  /** Whether `apiPath` also confirms by a GET, for clients that follow links themselves (docs/reference/contract.md#mailed-links). */
  readonly confirmsByGet: boolean;
}

/** Every one there is. */
export const CONFIRMATIONS: readonly Confirmation[] = [
  { page: '/verify-account', apiPath: '/api/auth/verify-account', confirmsByGet: true },
  { page: '/password-reset-confirm', apiPath: '/api/auth/password-reset-confirm', confirmsByGet: false },
  { page: '/change-email-confirm', apiPath: '/api/auth/change-email-confirm', confirmsByGet: true },
  { page: '/undo-email-change', apiPath: '/api/auth/undo-email-change', confirmsByGet: false },
  { page: '/confirm-sign-in', apiPath: '/api/auth/confirm-sign-in', confirmsByGet: false },
  { page: '/report-sign-in', apiPath: '/api/auth/report-sign-in', confirmsByGet: false },
];
