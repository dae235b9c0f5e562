/**
 * AWS on this machine, for tests: a {@link dev.chirp.sandbox.Sandbox} is one loopback HTTP server
 * that behaves as S3, DynamoDB, IAM, STS, Lambda, API Gateway and CloudWatch Logs do, for any AWS
 * client.
 */
package dev.chirp.sandbox;
