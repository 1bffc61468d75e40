using XentStream.Commands;

return await XentStreamCommand.InvokeAsync(args);
