package dev.chirp.internal.maven;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.model.PluginContainer;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;

/**
 * Rewrites goal names so that the user can paste them. Maven resolves the prefix {@code chirp} only
 * if the POM has the plugin; otherwise a goal needs the plugin's coordinates.
 *
 * @param coordinates empty if the prefix works
 */
record GoalNames(Optional<String> coordinates) {
  private static final Pattern PREFIXED =
      Pattern.compile(
          "(?<![\\w:.-])chirp:(?=(bench|deploy|help|invoke|list|logs|openapi|package|rollback|sandbox|serve|setup-iam|undeploy)\\b)");

  /**
   * The names for the project that a goal runs in.
   *
   * @param context the plugin context that Maven passes to each goal
   */
  static GoalNames of(Map<?, ?> context) {
    return context.get("project") instanceof MavenProject project
            && context.get("pluginDescriptor") instanceof PluginDescriptor plugin
            && !isIn(project, plugin.getPluginLookupKey())
        ? new GoalNames(Optional.of(plugin.getId()))
        : new GoalNames(Optional.empty());
  }

  private static boolean isIn(MavenProject project, String plugin) {
    return project.getPlugin(plugin) != null
        || Optional.ofNullable(project.getPluginManagement())
            .map(PluginContainer::getPluginsAsMap)
            .filter(managed -> managed.containsKey(plugin))
            .isPresent();
  }

  /** Replaces the goal names in a text. */
  String in(String text) {
    return coordinates
        .map(id -> PREFIXED.matcher(text).replaceAll(Matcher.quoteReplacement(id + ":")))
        .orElse(text);
  }
}
