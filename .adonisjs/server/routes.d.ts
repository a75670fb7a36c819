import '@adonisjs/core/types/http'

type ParamValue = string | number | bigint | boolean

export type ScannedRoutes = {
  ALL: {
    'health.show': { paramsTuple?: []; params?: {} }
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'health.app': { paramsTuple?: []; params?: {} }
    'metrics.show': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'sign_up': { paramsTuple?: []; params?: {} }
    'sign_up.store': { paramsTuple?: []; params?: {} }
    'sign_in': { paramsTuple?: []; params?: {} }
    'sign_in.store': { paramsTuple?: []; params?: {} }
    'sign_out': { paramsTuple?: []; params?: {} }
    'password_link': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'password_link.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'sign_out.everywhere': { paramsTuple?: []; params?: {} }
    'settings': { paramsTuple?: []; params?: {} }
    'profile': { paramsTuple?: []; params?: {} }
    'profile.update': { paramsTuple?: []; params?: {} }
    'password': { paramsTuple?: []; params?: {} }
    'password.update': { paramsTuple?: []; params?: {} }
    'sessions': { paramsTuple?: []; params?: {} }
    'sessions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tokens': { paramsTuple?: []; params?: {} }
    'tokens.store': { paramsTuple?: []; params?: {} }
    'tokens.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'account': { paramsTuple?: []; params?: {} }
    'account.export': { paramsTuple?: []; params?: {} }
    'account.destroy': { paramsTuple?: []; params?: {} }
    'pages.today': { paramsTuple?: []; params?: {} }
    'pages.upcoming': { paramsTuple?: []; params?: {} }
    'pages.all': { paramsTuple?: []; params?: {} }
    'pages.completed': { paramsTuple?: []; params?: {} }
    'pages.trash': { paramsTuple?: []; params?: {} }
    'pages.tag': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tasks.store': { paramsTuple?: []; params?: {} }
    'pages.understanding': { paramsTuple?: []; params?: {} }
    'pages.bulk': { paramsTuple?: []; params?: {} }
    'pages.tasks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tasks.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tasks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.completion.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.completion.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.skip': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.restoration': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.repeat_preview': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.undo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.zone_move': { paramsTuple?: []; params?: {} }
    'pages.tags.index': { paramsTuple?: []; params?: {} }
    'pages.tags.store': { paramsTuple?: []; params?: {} }
    'pages.tags.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tags.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.listTasks': { paramsTuple?: []; params?: {} }
    'api.createTask': { paramsTuple?: []; params?: {} }
    'api.addQuickTask': { paramsTuple?: []; params?: {} }
    'api.searchTasks': { paramsTuple?: []; params?: {} }
    'api.filterTasks': { paramsTuple?: []; params?: {} }
    'api.changeTasksInBulk': { paramsTuple?: []; params?: {} }
    'api.listTags': { paramsTuple?: []; params?: {} }
    'api.createTag': { paramsTuple?: []; params?: {} }
    'api.previewRecurrence': { paramsTuple?: []; params?: {} }
    'api.listAuditEntries': { paramsTuple?: []; params?: {} }
    'api.readAccount': { paramsTuple?: []; params?: {} }
    'api.deleteAccount': { paramsTuple?: []; params?: {} }
    'api.exportAccount': { paramsTuple?: []; params?: {} }
    'api.readOpenApi': { paramsTuple?: []; params?: {} }
    'api.readAsyncApi': { paramsTuple?: []; params?: {} }
    'api.readApiDocs': { paramsTuple?: []; params?: {} }
    'api.showSeries': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.listOccurrences': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.showTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.updateTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deleteTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.restoreTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.completeTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.skipTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.reopenTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.replaceTaskTags': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.undoChange': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.updateTag': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deleteTag': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  GET: {
    'health.show': { paramsTuple?: []; params?: {} }
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'health.app': { paramsTuple?: []; params?: {} }
    'metrics.show': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'sign_up': { paramsTuple?: []; params?: {} }
    'sign_in': { paramsTuple?: []; params?: {} }
    'password_link': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'settings': { paramsTuple?: []; params?: {} }
    'profile': { paramsTuple?: []; params?: {} }
    'password': { paramsTuple?: []; params?: {} }
    'sessions': { paramsTuple?: []; params?: {} }
    'tokens': { paramsTuple?: []; params?: {} }
    'account': { paramsTuple?: []; params?: {} }
    'account.export': { paramsTuple?: []; params?: {} }
    'pages.today': { paramsTuple?: []; params?: {} }
    'pages.upcoming': { paramsTuple?: []; params?: {} }
    'pages.all': { paramsTuple?: []; params?: {} }
    'pages.completed': { paramsTuple?: []; params?: {} }
    'pages.trash': { paramsTuple?: []; params?: {} }
    'pages.tag': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tasks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tasks.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tags.index': { paramsTuple?: []; params?: {} }
    'api.listTasks': { paramsTuple?: []; params?: {} }
    'api.searchTasks': { paramsTuple?: []; params?: {} }
    'api.filterTasks': { paramsTuple?: []; params?: {} }
    'api.listTags': { paramsTuple?: []; params?: {} }
    'api.listAuditEntries': { paramsTuple?: []; params?: {} }
    'api.readAccount': { paramsTuple?: []; params?: {} }
    'api.exportAccount': { paramsTuple?: []; params?: {} }
    'api.readOpenApi': { paramsTuple?: []; params?: {} }
    'api.readAsyncApi': { paramsTuple?: []; params?: {} }
    'api.readApiDocs': { paramsTuple?: []; params?: {} }
    'api.showSeries': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.listOccurrences': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.showTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  HEAD: {
    'health.show': { paramsTuple?: []; params?: {} }
    'health.live': { paramsTuple?: []; params?: {} }
    'health.ready': { paramsTuple?: []; params?: {} }
    'health.app': { paramsTuple?: []; params?: {} }
    'metrics.show': { paramsTuple?: []; params?: {} }
    'home': { paramsTuple?: []; params?: {} }
    'sign_up': { paramsTuple?: []; params?: {} }
    'sign_in': { paramsTuple?: []; params?: {} }
    'password_link': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'settings': { paramsTuple?: []; params?: {} }
    'profile': { paramsTuple?: []; params?: {} }
    'password': { paramsTuple?: []; params?: {} }
    'sessions': { paramsTuple?: []; params?: {} }
    'tokens': { paramsTuple?: []; params?: {} }
    'account': { paramsTuple?: []; params?: {} }
    'account.export': { paramsTuple?: []; params?: {} }
    'pages.today': { paramsTuple?: []; params?: {} }
    'pages.upcoming': { paramsTuple?: []; params?: {} }
    'pages.all': { paramsTuple?: []; params?: {} }
    'pages.completed': { paramsTuple?: []; params?: {} }
    'pages.trash': { paramsTuple?: []; params?: {} }
    'pages.tag': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tasks.show': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tasks.edit': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tags.index': { paramsTuple?: []; params?: {} }
    'api.listTasks': { paramsTuple?: []; params?: {} }
    'api.searchTasks': { paramsTuple?: []; params?: {} }
    'api.filterTasks': { paramsTuple?: []; params?: {} }
    'api.listTags': { paramsTuple?: []; params?: {} }
    'api.listAuditEntries': { paramsTuple?: []; params?: {} }
    'api.readAccount': { paramsTuple?: []; params?: {} }
    'api.exportAccount': { paramsTuple?: []; params?: {} }
    'api.readOpenApi': { paramsTuple?: []; params?: {} }
    'api.readAsyncApi': { paramsTuple?: []; params?: {} }
    'api.readApiDocs': { paramsTuple?: []; params?: {} }
    'api.showSeries': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.listOccurrences': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.showTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  POST: {
    'sign_up.store': { paramsTuple?: []; params?: {} }
    'sign_in.store': { paramsTuple?: []; params?: {} }
    'sign_out': { paramsTuple?: []; params?: {} }
    'password_link.store': { paramsTuple: [ParamValue]; params: {'token': ParamValue} }
    'sign_out.everywhere': { paramsTuple?: []; params?: {} }
    'tokens.store': { paramsTuple?: []; params?: {} }
    'pages.tasks.store': { paramsTuple?: []; params?: {} }
    'pages.understanding': { paramsTuple?: []; params?: {} }
    'pages.bulk': { paramsTuple?: []; params?: {} }
    'pages.completion.store': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.skip': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.restoration': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.repeat_preview': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.undo': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.zone_move': { paramsTuple?: []; params?: {} }
    'pages.tags.store': { paramsTuple?: []; params?: {} }
    'api.createTask': { paramsTuple?: []; params?: {} }
    'api.addQuickTask': { paramsTuple?: []; params?: {} }
    'api.changeTasksInBulk': { paramsTuple?: []; params?: {} }
    'api.createTag': { paramsTuple?: []; params?: {} }
    'api.previewRecurrence': { paramsTuple?: []; params?: {} }
    'api.restoreTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.completeTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.skipTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.reopenTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.undoChange': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  PUT: {
    'profile.update': { paramsTuple?: []; params?: {} }
    'password.update': { paramsTuple?: []; params?: {} }
    'pages.tasks.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tags.update': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.replaceTaskTags': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  DELETE: {
    'sessions.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'tokens.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'account.destroy': { paramsTuple?: []; params?: {} }
    'pages.tasks.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.completion.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'pages.tags.destroy': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deleteAccount': { paramsTuple?: []; params?: {} }
    'api.deleteTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.deleteTag': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  PATCH: {
    'api.updateTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.completeTask': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
    'api.updateTag': { paramsTuple: [ParamValue]; params: {'id': ParamValue} }
  }
  OPTIONS: {
  }
}
declare module '@adonisjs/core/types/http' {
  export interface RoutesList extends ScannedRoutes {}
}