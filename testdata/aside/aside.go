// Package aside has folders of code that no production runs.
package aside
