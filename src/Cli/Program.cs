using Chancery.Cli;
using Chancery.Cli.Terminal;

return await CommandLine.RunAsync(args, CliContext.OfProcess(), CancellationToken.None);
