import { OwnOtp } from './own-otp.service.js';
import { CodeHolders } from './code-holders.service.js';
import { CodeLanes } from './code-lanes.service.js';
import { OtpDelivery } from './otp-delivery.service.js';
import { OtpRequest } from './otp-request.service.js';
import { OtpSignIn } from './otp-sign-in.service.js';
import { OtpSources } from './otp-sources.js';

export const OTP_PROVIDERS = [OwnOtp, CodeHolders, CodeLanes, OtpDelivery, OtpRequest, OtpSignIn, OtpSources];
