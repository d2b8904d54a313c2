namespace Chancery.Interop.Tests;

/// <summary>The table of docs/standards.md is what the peers of this machine do, cell by cell.</summary>
public sealed class MatrixTests
{
    [Fact]
    public async Task Matrix_in_the_document_is_what_the_peers_do_today()
    {
        var (markdown, wrong) = await InteropMatrix.RunAsync();

        Assert.Empty(wrong);
        Assert.Equal(markdown, MatrixDocument.Read());
    }
}
