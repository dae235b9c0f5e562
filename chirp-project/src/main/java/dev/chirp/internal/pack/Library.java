package dev.chirp.internal.pack;

import java.nio.file.Path;

/**
 * A runtime dependency of the project.
 *
 * @param fileName its name under {@code lib/}: {@code greeting-1.0.jar}
 * @param path a jar, or a folder of classes of a module that is not packaged yet
 * @param own whether it is a module of this build, which is searched for secrets like the project
 *     itself
 */
public record Library(String fileName, Path path, boolean own) {}
