package dev.chirp.maven;

import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.Mojo;

/** Lists. */
@Mojo(name = "list", threadSafe = true)
public final class ListMojo extends AbstractMojo {
  @Override
  public void execute() {}
}
