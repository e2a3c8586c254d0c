/** How a cache is used, since the start. @internal */
export interface CacheUse {
  readonly hits: number;
  readonly misses: number;
  /** What is remembered now. */
  readonly entries: number;
}
