package dev.chirp.core;

import java.nio.file.Path;

/**
 * The zip that Lambda gets.
 *
 * @param codeSha256 SHA-256 of the file in base64, as Lambda's {@code CodeSha256}
 * @param size bytes of the file
 * @param unzippedSize bytes of its entries
 */
public record CodePackage(Path file, String codeSha256, long size, long unzippedSize) {}
