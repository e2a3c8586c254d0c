import { isEmailAddress, otpIdentifier } from '@castellan/accounts';
import type { OtpChannel } from '@castellan/accounts';
import { ValidateBy } from 'class-validator';

/** An address, or a phone number with its country code. */
export function IsOtpIdentifier(): PropertyDecorator {
  return ValidateBy({
    name: 'isOtpIdentifier',
    validator: {
      validate: isIdentifier,
      defaultMessage: () => 'Give an email address, or a phone number with its country code, such as +4915112345678.',
    },
  });
}

/** The channel that the identifier is for, where one is named. */
export function FitsIdentifier(property: string): PropertyDecorator {
  return ValidateBy({
    name: 'fitsIdentifier',
    validator: {
      validate: (channel, args) => fits(channel, (args?.object as Record<string, unknown>)[property]),
      defaultMessage: () => 'An email address takes the channel email, a phone number sms.',
    },
  });
}

function isIdentifier(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return value.includes('@') ? isEmailAddress(value) : otpIdentifier(value) !== null;
}

/** Of an identifier that is none, nothing more is said at the channel. */
function fits(channel: unknown, identifier: unknown): boolean {
  const told = typeof identifier === 'string' ? otpIdentifier(identifier)?.channel : undefined;
  return told === undefined || told === (channel as OtpChannel);
}
