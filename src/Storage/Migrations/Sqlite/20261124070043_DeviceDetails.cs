using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Chancery.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class DeviceDetails : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "DetailsDateTime",
                table: "Devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsEncrypted",
                table: "Devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsSupervised",
                table: "Devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "PasscodePresent",
                table: "Devices",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SecurityInfoDue",
                table: "Devices",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "CertificateListRefusedDateTime",
                table: "AppleChannels",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CertificatesForInventory",
                table: "AppleChannels",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Inventories",
                table: "AppleChannels",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "ListedIdentities",
                table: "AppleChannels",
                type: "TEXT",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "DetailsDateTime",
                table: "Devices");

            migrationBuilder.DropColumn(
                name: "IsEncrypted",
                table: "Devices");

            migrationBuilder.DropColumn(
                name: "IsSupervised",
                table: "Devices");

            migrationBuilder.DropColumn(
                name: "PasscodePresent",
                table: "Devices");

            migrationBuilder.DropColumn(
                name: "SecurityInfoDue",
                table: "Devices");

            migrationBuilder.DropColumn(
                name: "CertificateListRefusedDateTime",
                table: "AppleChannels");

            migrationBuilder.DropColumn(
                name: "CertificatesForInventory",
                table: "AppleChannels");

            migrationBuilder.DropColumn(
                name: "Inventories",
                table: "AppleChannels");

            migrationBuilder.DropColumn(
                name: "ListedIdentities",
                table: "AppleChannels");
        }
    }
}
