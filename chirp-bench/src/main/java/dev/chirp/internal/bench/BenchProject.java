package dev.chirp.internal.bench;

import dev.chirp.internal.core.Libraries;
import dev.chirp.internal.core.SandboxAddress;
import dev.chirp.internal.local.EventFiles;
import dev.chirp.internal.packaging.Packaging;
import dev.chirp.internal.packaging.ProjectPackage;
import dev.chirp.internal.sandbox.server.SandboxTurn;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The project that a bench measures.
 *
 * @param packages the zip of each packaging, not made yet
 * @param packaging how the project is deployed
 * @param functionPrefix of the functions' names on Lambda
 * @param sandbox that the functions call; the bench closes it
 * @param environment variables that lead a function's calls to that sandbox
 * @param directory {@code target/chirp}
 */
public record BenchProject(
    Function<Packaging, ProjectPackage> packages,
    Packaging packaging,
    EventFiles events,
    String functionPrefix,
    Supplier<SandboxTurn> sandbox,
    Function<SandboxAddress, Map<String, String>> environment,
    Path directory,
    Libraries libraries) {}
