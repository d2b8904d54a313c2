using System.Runtime.InteropServices;

namespace Chancery.Interop.Tests;

/// <summary>The libraries compiled ahead of time: no warning in the making, and the program works without a runtime to compile for it.</summary>
[Collection(nameof(Checkout))]
public sealed class CanaryTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Canary_compiled_ahead_of_time_signs_encrypts_decrypts_and_verifies()
    {
        // Restored apart: "publish -r" would restore the libraries for the platform too, and write so into their lock files.
        Checkout.Dotnet("restore", Checkout.At("canary"));

        // Warnings are errors, those of trimming and of ahead-of-time compilation included.
        Checkout.Dotnet("publish", Checkout.At("canary"), "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-restore", "-o", _folder.Root);

        var answer = Tool.Run(_folder.At("Chancery.Canary"), []);

        Assert.True(answer.ExitCode == 0, answer.Text + answer.Error);
        Assert.DoesNotContain("NO ", answer.Text, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("Chancery.Canary.dll")), "It was not compiled ahead of time.");
    }
}
