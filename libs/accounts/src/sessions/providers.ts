import { LiveCaller } from './live-caller.service.js';
import { LiveSessions } from './live-sessions.js';
import { LiveSessionsRepository } from './live-sessions.repository.js';
import { OwnSessions } from './own-sessions.service.js';
import { ReuseDetection } from './reuse-detection.service.js';
import { SessionOpening } from './session-opening.service.js';
import { SessionRefresh } from './session-refresh.service.js';
import { SessionTokens } from './session-tokens.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignOut } from './sign-out.service.js';
import { UserSessions } from './user-sessions.service.js';
import { UserSessionsRepository } from './user-sessions.repository.js';

export const SESSIONS_PROVIDERS = [
  LiveCaller,
  LiveSessions,
  LiveSessionsRepository,
  OwnSessions,
  ReuseDetection,
  SessionOpening,
  SessionRefresh,
  SessionTokens,
  SessionsRepository,
  SignOut,
  UserSessions,
  UserSessionsRepository,
];
