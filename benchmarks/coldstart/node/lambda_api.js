'use strict';

class ApiError extends Error {
  constructor(status, detailCode, message) {
    super(message);
    this.status = status;
    this.detailCode = detailCode;
  }
}

/** The value at a path such as params:querystring:error, or undefined. */
function find(event, path) {
  return path.split(':').reduce((value, name) => (value == null ? undefined : value[name]), event);
}

function envelope(status, detailCode, message) {
  const data = { httpStatusCode: status, detailCode, message, developerMessage: message, moreInfoUrl: `${status}-${detailCode}` };
  return new Error(JSON.stringify({ data, code: Number(`${status}${detailCode}`) }));
}

function respond(handle, event) {
  console.log(find(event, 'context:http-method'), find(event, 'context:resource-path'));
  try {
    return { data: handle(event), code: 200, notes: null };
  } catch (error) {
    if (error instanceof ApiError) {
      throw envelope(error.status, error.detailCode, error.message);
    }
    console.error(error);
    throw envelope(500, 100, 'An internal server error occurred');
  }
}

module.exports = { ApiError, find, respond };
