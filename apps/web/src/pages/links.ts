export { default as ChangeEmailConfirm } from './links/change-email-confirm.js';
export { default as ConfirmSignIn } from './links/confirm-sign-in.js';
export { default as PasswordReset } from './links/password-reset.js';
export { default as PasswordResetConfirm } from './links/password-reset-confirm.js';
export { default as ReportSignIn } from './links/report-sign-in.js';
export { default as UndoEmailChange } from './links/undo-email-change.js';
export { default as VerifyAccount } from './links/verify-account.js';
