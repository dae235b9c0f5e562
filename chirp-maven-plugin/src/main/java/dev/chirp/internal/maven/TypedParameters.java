package dev.chirp.internal.maven;

import dev.chirp.internal.core.TypedText;
import java.util.Optional;
import java.util.Properties;
import org.apache.maven.execution.MavenSession;
import org.apache.maven.plugin.Mojo;
import org.apache.maven.plugin.MojoExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.PluginParameterExpressionEvaluator;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.codehaus.plexus.component.configurator.ComponentConfigurationException;
import org.codehaus.plexus.component.configurator.ComponentConfigurator;
import org.codehaus.plexus.configuration.DefaultPlexusConfiguration;
import org.codehaus.plexus.configuration.PlexusConfiguration;

/**
 * Gives the command line precedence over the POM. Maven prefers a value of the POM; here {@code -D}
 * wins for every parameter, because a developer who types it means it.
 *
 * @see <a href="https://maven.apache.org/guides/plugin/guide-java-plugin-development.html">Maven's
 *     guide to parameters</a>
 */
record TypedParameters(
    MavenSession session, MojoExecution execution, ComponentConfigurator configurator) {
  /**
   * Sets each parameter again whose property is on the command line, with Maven's own conversions.
   */
  void applyTo(Mojo mojo) throws MojoExecutionException {
    MojoDescriptor goal = execution.getMojoDescriptor();
    Properties typed = session.getUserProperties();
    PlexusConfiguration given = new DefaultPlexusConfiguration("configuration");
    for (Parameter parameter : goal.getParameters()) {
      Optional.ofNullable(typed.getProperty(property(parameter)))
          .map(value -> TypedText.requireReadable(property(parameter), value))
          .map(value -> value.isEmpty() ? emptied(parameter) : value)
          .filter(value -> !value.isEmpty())
          .ifPresent(value -> given.addChild(parameter.getName(), value));
    }
    try {
      configurator.configureComponent(
          mojo,
          given,
          new PluginParameterExpressionEvaluator(session, execution),
          goal.getPluginDescriptor().getClassRealm());
    } catch (ComponentConfigurationException e) {
      throw new MojoExecutionException(e.getMessage(), e);
    }
  }

  /**
   * The replacement for an empty value on the command line, which means that the POM's value does
   * not apply. Maven's configurator would ignore an empty value. Goals ignore a blank one, but only
   * texts can be blank.
   */
  private static String emptied(Parameter parameter) {
    return parameter.getType().equals(String.class.getName())
        ? Optional.ofNullable(parameter.getDefaultValue()).orElse(" ")
        : "";
  }

  /** The property name, such as {@code chirp.region} for <code>${chirp.region}</code>. */
  private static String property(Parameter parameter) {
    String expression = Optional.ofNullable(parameter.getExpression()).orElse("");
    return expression.startsWith("${") && expression.endsWith("}")
        ? expression.substring(2, expression.length() - 1)
        : "";
  }
}
