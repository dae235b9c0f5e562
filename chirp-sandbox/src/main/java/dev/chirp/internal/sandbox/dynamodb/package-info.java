/** The sandbox's DynamoDB: tables, items and queries by key. */
package dev.chirp.internal.sandbox.dynamodb;
