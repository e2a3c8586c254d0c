export const SECRET_KEYS = Symbol('PORTING_SECRET_KEYS');
