/** MLflow's stores: SQLite's, and the one of files. */
@NullMarked
package tools.peak.importers.mlflow;

import org.jspecify.annotations.NullMarked;
