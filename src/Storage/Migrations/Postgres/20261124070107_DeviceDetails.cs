using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Chancery.Storage.Migrations.Postgres
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
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsEncrypted",
                table: "Devices",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "IsSupervised",
                table: "Devices",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "PasscodePresent",
                table: "Devices",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "SecurityInfoDue",
                table: "Devices",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "CertificateListRefusedDateTime",
                table: "AppleChannels",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "CertificatesForInventory",
                table: "AppleChannels",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Inventories",
                table: "AppleChannels",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<List<string>>(
                name: "ListedIdentities",
                table: "AppleChannels",
                type: "text[]",
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
