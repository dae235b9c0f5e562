/**
 * Floor 2: AWS in a box. One loopback HTTP server that speaks S3, IAM, STS, Lambda and CloudWatch
 * Logs as far as the goals use them, to any AWS client, and runs deployed zips for real. Knows
 * neither AWS's SDK nor Maven.
 */
package dev.chirp.sandbox;
