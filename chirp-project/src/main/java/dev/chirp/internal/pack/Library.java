package dev.chirp.internal.pack;

import java.nio.file.Path;

/**
 * A runtime dependency of the project.
 *
 * @param fileName what it is called under {@code lib/}: {@code greeting-1.0.jar}
 * @param path a jar, or a folder of classes, as of a module that is not packaged yet
 * @param own whether it is a module of the same build, in which secrets are looked for as in the
 *     project itself
 */
public record Library(String fileName, Path path, boolean own) {}
