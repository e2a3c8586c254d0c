import { Injectable } from '@nestjs/common';
import { PendingSignIns } from '../sign-in/pending-sign-ins.service.js';

/** Sign-ins at the panel that wait for their second factor, or for its set-up. Their tokens are worth nothing at the API, and the other way round. */
@Injectable()
export class PendingPanelSignIns extends PendingSignIns {
  protected override readonly door = 'pending-panel-sign-in';
}
