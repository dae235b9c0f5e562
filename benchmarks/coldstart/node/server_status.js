// The starter project's server_status, in the same shape as the Python one beside it.
'use strict';
const { find, respond, ApiError } = require('./lambda_api');

const VERSION = '1';
const START_TIME = new Date();

const format = (date) => date.toISOString().slice(0, 19).replace('T', ' ');
const seconds = (date) => Math.floor(date.getTime() / 1000);

const ERRORS = {
  400: () => new ApiError(400, 100, 'You asked for an invalid request'),
  403: () => new ApiError(403, 100, 'You asked for what you may not have'),
  404: () => new ApiError(404, 100, 'You asked for what does not exist'),
  500: () => new Error('You asked for a failure'),
};

function serverStatus(event) {
  const error = find(event, 'params:querystring:error');
  if (error !== undefined) {
    throw (ERRORS[error] || (() => new ApiError(400, 101, 'error must be one of 400, 403, 404, 500')))();
  }
  const now = new Date();
  return {
    status: 'ok',
    version: VERSION,
    serverTime: seconds(now),
    serverTimeFormatted: format(now),
    serverStartTime: seconds(START_TIME),
    serverStartTimeFormatted: format(START_TIME),
  };
}

exports.handler = async (event) => respond(serverStatus, event);
