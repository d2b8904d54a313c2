namespace Chancery.Cli.Hosting;

/// <summary>Standard input as the supervisor uses it: one line with the one-time code, then nothing until the supervisor is gone.</summary>
internal sealed class SupervisedInput
{
    private readonly Task<string?> _firstLine = Task.Run(Console.In.ReadLineAsync);

    /// <summary>The one-time code; null where the input ended before.</summary>
    public Task<string?> ReadCodeAsync(CancellationToken cancellation) => _firstLine.WaitAsync(cancellation);

    /// <summary>A token that is cancelled when the supervisor is gone, too.</summary>
    public CancellationTokenSource LinkToSupervisor(CancellationToken cancellation)
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _ = Task.Run(async () =>
        {
            await _firstLine;
            while (await Console.In.ReadLineAsync(CancellationToken.None) is not null)
            {
                // Nothing more is expected; what comes is not read as anything.
            }

            try
            {
                await source.CancelAsync();
            }
            catch (ObjectDisposedException)
            {
                // The child stopped by itself meanwhile.
            }
        }, CancellationToken.None);
        return source;
    }
}
