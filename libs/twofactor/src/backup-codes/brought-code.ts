/** The form of a backup code of another system, without dashes: eight hexadecimal or base32 letters or digits are usual (django-otp, allauth). */
export const BROUGHT_CODE = /^[0-9A-Za-z]{8,12}$/;
