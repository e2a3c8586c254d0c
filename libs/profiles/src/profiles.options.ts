export interface ProfilesOptions {
  /** Where this service is found, without a trailing slash: avatars have absolute addresses. */
  readonly publicUrl: string;
}

export const PROFILES_OPTIONS = Symbol('PROFILES_OPTIONS');
