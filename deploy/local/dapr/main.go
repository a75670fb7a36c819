// Taskflow's daprd: the sidecar as Dapr ships it with its stable components, and one more, the name resolver on
// SQLite, because multicast DNS finds nobody on a machine that has the loopback interface only.
package main

import (
	"github.com/dapr/components-contrib/nameresolution/sqlite"
	"github.com/dapr/dapr/cmd/daprd/app"
	"github.com/dapr/dapr/pkg/components/nameresolution"
)

func main() {
	nameresolution.DefaultRegistry.RegisterComponent(sqlite.NewResolver, "sqlite")
	app.Run()
}
