/** The sandbox's S3: buckets and objects with versions and multipart uploads. */
package dev.chirp.internal.sandbox.s3;
