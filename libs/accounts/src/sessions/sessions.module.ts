import { SessionState, TokenIssuer, TokenVerifier } from '@castellan/access';
import { Module } from '@nestjs/common';
import { ClaimsModule } from '../claims/claims.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { EventsModule } from '../events/events.module.js';
import { UsersModule } from '../users/users.module.js';
import { LiveCaller } from './live-caller.service.js';
import { LiveSessions } from './live-sessions.js';
import { LiveSessionsRepository } from './live-sessions.repository.js';
import { OwnSessions } from './own-sessions.service.js';
import { PanelSessionsRepository } from './panel-sessions.repository.js';
import { ReuseDetection } from './reuse-detection.service.js';
import { SessionOpening } from './session-opening.service.js';
import { SessionRefresh } from './session-refresh.service.js';
import { SessionTokenIssuer } from './session-token-issuer.js';
import { SessionsRepository } from './sessions.repository.js';
import { SignOut } from './sign-out.service.js';
import { UserSessionList } from './user-session-list.service.js';
import { UserDevices } from './user-devices.service.js';
import { UserSessions } from './user-sessions.service.js';
import { UserSessionsRepository } from './user-sessions.repository.js';

/** Sessions and their tokens: opened, refreshed, judged, listed, ended. */
@Module({
  imports: [ClaimsModule, DevicesModule, EventsModule, UsersModule],
  providers: [
    LiveCaller,
    LiveSessions,
    LiveSessionsRepository,
    OwnSessions,
    PanelSessionsRepository,
    ReuseDetection,
    SessionOpening,
    SessionRefresh,
    SessionTokenIssuer,
    SessionsRepository,
    SignOut,
    UserDevices,
    UserSessionList,
    UserSessions,
    UserSessionsRepository,
    TokenIssuer,
    TokenVerifier,
    { provide: SessionState, useExisting: LiveSessions },
  ],
  exports: [
    LiveCaller,
    LiveSessions,
    OwnSessions,
    PanelSessionsRepository,
    SessionOpening,
    SessionRefresh,
    SignOut,
    UserDevices,
    UserSessionList,
    UserSessions,
    UserSessionsRepository,
    SessionState,
  ],
})
export class SessionsModule {}
