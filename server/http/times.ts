/** How long the server has patience, in milliseconds. Tests shorten them. */
export type HttpTimes = {
  /** From the connection to the last header of a request. */
  headersMs: number;
  /** From the connection to the last byte of a request. */
  requestMs: number;
  /** How often Node looks for requests that are late. */
  lookMs: number;
  /** Execution of a query; mutations are never cut in the middle. */
  queryMs: number;
  /** Nothing taken of what waits for a reader; it may be read as slowly as it likes. */
  slowReaderMs: number;
};

export const httpTimes: HttpTimes = {
  headersMs: 10_000,
  requestMs: 30_000,
  lookMs: 2_000,
  queryMs: 10_000,
  slowReaderMs: 10_000,
};
