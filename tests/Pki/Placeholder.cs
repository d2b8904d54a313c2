namespace Chancery.Pki.Tests;

internal static class Placeholder;
