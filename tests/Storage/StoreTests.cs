using Chancery.TestSupport;
using Xunit;

namespace Chancery.Storage.Tests;

/// <summary>A test that holds on both stores: written once in an abstract class, run by two derived from it.</summary>
/// <param name="kind">The store.</param>
public abstract class StoreTests(StoreKind kind) : IAsyncLifetime
{
    private TestStore? _test;

    protected TestStore Test => _test ?? throw new InvalidOperationException("Not started.");

    protected ChanceryStore Store => Test.Store;

    public async ValueTask InitializeAsync() => _test = await TestStore.CreateAsync(kind);

    public async ValueTask DisposeAsync()
    {
        if (_test is not null)
        {
            await _test.DisposeAsync();
        }
    }

    /// <summary>Arranges rows, committed.</summary>
    internal async Task<T> ArrangeAsync<T>(Func<Facts, T> arrange)
    {
        await using var context = Test.Open();
        var result = arrange(new Facts(context));
        await context.SaveChangesAsync();
        return result;
    }
}
